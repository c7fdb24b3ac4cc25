"""Documents into a casebook: registered as sources by hash and locator, with drafts of what they cite."""
