"""A talk between a citizen and a department that somebody mediates: the day it is agreed for, and agreeing on another one."""
