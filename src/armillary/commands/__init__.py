"""What the commands do: from arguments to output and an exit status."""
