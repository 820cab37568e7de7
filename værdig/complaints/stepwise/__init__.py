"""The complaint form one thing at a time: which question stands on which step, and which steps a page shows; nothing is stored."""
