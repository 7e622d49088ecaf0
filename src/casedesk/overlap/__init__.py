"""Overlap: what two records share, a phone, plate, account, address or name (domain.md 11, 13).

It is shown to who may see both sides, with what matches; it never says that two are one.
"""
