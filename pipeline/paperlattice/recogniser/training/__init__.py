"""Train the recogniser's network: adaptation, fine-tuning, distillation, export (needs torch)."""
