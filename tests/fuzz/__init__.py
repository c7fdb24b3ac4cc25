"""Fuzzing: broken casebooks made by the thousand, none of which may make a check fail, hang or fill the memory."""
