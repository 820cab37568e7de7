"""Places where anybody may answer an open round without an invitation: a tablet of ours, or a QR code on a poster."""
