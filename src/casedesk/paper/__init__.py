"""Paper: pages that an author writes as blocks become a tagged PDF, shaped in any script.

Knows no case. Three doors: :mod:`casedesk.paper.blocks` (what to write),
:mod:`casedesk.paper.render` (blocks to PDF) and :mod:`casedesk.paper.seal` (password). Importing
them is cheap; reportlab, HarfBuzz and pikepdf load with the first document.
"""
