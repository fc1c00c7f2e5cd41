"""Run the command line as `python -m paperlattice`."""

from paperlattice.cli import main

if __name__ == "__main__":
    main()
