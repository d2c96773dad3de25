"""`python -m wijkkaart`: the same as the command `wijkkaart`."""

from wijkkaart.cli import main

if __name__ == "__main__":
    main()
