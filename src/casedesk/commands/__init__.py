"""The sub-commands of ``casedesk``, each a thin edge over a use case."""
