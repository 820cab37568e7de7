"""What a citizen says when she has been answered: that she is satisfied, and afterwards whether it helped her to complain.

The first belongs to her case and is for its handler. The second is only counted: no row of it knows a case, a person or a day.
"""
