"""The reporting code (meldcode) of a professional who suspects violence or abuse."""
