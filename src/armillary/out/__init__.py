"""What leaves Armillary: reports, and other forms that people read without it."""
