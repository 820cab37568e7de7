"""*Jeg vil se min sag*: requests for access, correction and deletion as sub-cases of a case, with states and clocks of their own.

Source: forvaltningsloven §§ 9-16 and 22-25, offentlighedsloven §§ 8 and 36-39, databeskyttelsesforordningen articles 12 and 15-17.
"""
