"""On what legal ground data are kept and shared: consent, or another ground with its reason."""
