"""Citations: what the notes of a document cite, and the entries of its bibliography."""
