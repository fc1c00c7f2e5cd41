"""Regeneration: a build that reuses what earlier builds worked out, to the same bytes."""
