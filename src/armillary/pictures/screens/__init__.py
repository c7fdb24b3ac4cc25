"""The terminal templates of the pictures: tables that read from the left, ids where somebody will copy them."""
