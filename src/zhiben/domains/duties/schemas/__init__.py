"""What the API of duties takes in and gives out."""
