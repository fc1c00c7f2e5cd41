"""SPARQL over a build: a catalogue of questions, a store that stays on disk, and answers."""
