"""Keeps the libraries we stand on from looking up other machines. Import before any of them; an operator's own values win.

Questions and reports never leave the machine: without these settings the model hub client and the web framework each
look up an outside host at start.
"""

import os

SETTINGS = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
}

for name, value in SETTINGS.items():
    os.environ.setdefault(name, value)
