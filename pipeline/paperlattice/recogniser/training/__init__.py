"""Train the network that the recogniser runs: fine-tuning and export (needs torch)."""
