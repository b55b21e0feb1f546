"""Tables that are drawn with characters: tabs, pipes, frames, blanks. Text in, cells out; nothing about indicators."""
