"""`python -m surco` runs the command `surco`."""

from surco.cli import main

if __name__ == "__main__":
    main()
