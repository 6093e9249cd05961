"""Run from the agent's folder: `python3 -m unittest`."""
