"""Work for the queue whose every effect can be counted."""
