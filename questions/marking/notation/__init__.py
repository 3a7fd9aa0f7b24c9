"""Mark schemes as text: read from what an author writes or pastes, and printed."""
