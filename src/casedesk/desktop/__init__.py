"""All of Qt: draws what the features declare, and knows none of them by name."""

from casedesk.desktop.singletons import keep_singletons

# Before anything of Qt runs; every module of the desktop comes through here.
keep_singletons()
