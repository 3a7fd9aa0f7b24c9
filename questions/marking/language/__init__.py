"""What the marker knows of English, whatever the scheme: words, clauses, verbs, synonyms, the table of meanings."""
