"""Files that people hand in, as text and cells: sizes, encodings, workbooks and CPR numbers; what cells mean is the features' business."""
