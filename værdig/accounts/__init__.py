"""Staff users: signing in, invitations, deactivation and their dated roles; what a role allows is in `access`."""
