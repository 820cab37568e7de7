"""Tables of staff users and of the one-time links by which they choose a pass word."""

from __future__ import annotations

from datetime import datetime

from flask_security import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, new_id
from værdig.db.types import UtcDateTime


class StaffUser(UserMixin, Model):
    """A member of staff, or a councillor. The person belongs to the installation; roles belong to municipalities."""

    __tablename__ = "staff_user"

    id: Mapped[str] = mapped_column(  # type: ignore[assignment]  # Flask-Security expects numbers, and takes texts
        String(22), primary_key=True, default=new_id
    )
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(String(120), default="")
    """What the citizen is shown beside a role: the unit, never a private name unless the municipality decides so."""
    password: Mapped[str | None] = mapped_column(String(255))
    """An Argon2id hash; None until the invitation has been used."""
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=new_id)
    """What the session refers to; a new one signs the user out everywhere."""
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    home_id: Mapped[str | None] = mapped_column(ForeignKey("municipality.id", ondelete="RESTRICT"))
    """The municipality that looks after the account (`keeping`): where it was made, until the person has left it for another."""


class PasswordLink(Model):
    """A one-time link to choose a pass word; only a hash of it is kept."""

    __tablename__ = "password_link"
    __table_args__ = (CheckConstraint("kind IN ('invite', 'reset')", name="kind_known"),)

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("staff_user.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    expires: Mapped[datetime] = mapped_column(UtcDateTime)
