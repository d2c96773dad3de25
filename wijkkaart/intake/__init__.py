"""What comes into the register from files: read (`reading`), weighed (`plan`), written at once (`apply`)."""
