"""People, known by an e-mail address, and what they do for which office."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ikpweb.territory.models import Office

__all__ = ["FactorLoss", "Invitation", "Membership", "Role", "User"]


class Manager(BaseUserManager["User"]):
    """Makes people; the address is what they are known by."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> "User":
        person = self.model(email=self.normalize_email(email).lower(), **more)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **more: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **more)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who may sign in."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    objects = Manager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = []

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def label(self) -> str:
        """What the audit log calls the person.

        Never the name or the address: the log is not changed when somebody asks to be
        forgotten, so it must not hold what would have to be removed. The screen looks names up.
        """
        return f"orang:{self.pk}"


class Role(models.TextChoices):
    """What a person may do in an office; one person may have several roles, by several memberships."""

    ENTERER = "enterer", _("Pengisi")
    VERIFIER = "verifier", _("Verifikator")
    HEAD = "head", _("Ketua")
    ANALYST = "analyst", _("Analis")
    PUBLISHER = "publisher", _("Penerbit")
    OBSERVER = "observer", _("Pemantau (hanya membaca)")
    ADMINISTRATOR = "administrator", _("Administrator")

    @classmethod
    def writing(cls) -> frozenset[str]:
        """Roles that can change something."""
        return frozenset(role.value for role in cls if role is not cls.OBSERVER)


class Membership(models.Model):
    """A person has a role in an office from a day on, until a day (both included; open when empty)."""

    person = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    office = models.ForeignKey(Office, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=15, choices=Role)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["office", "role", "person"]
        indexes: ClassVar = [models.Index(fields=["office", "role"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "office", "role", "valid_from"], name="one_membership_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.office} · {self.role}"


class Invitation(models.Model):
    """A link by e-mail that makes a person a member; the link's secret is kept as a digest only."""

    email = models.EmailField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=15, choices=Role)
    valid_to = models.DateField(null=True, blank=True)
    secret_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="invitations")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.email} → {self.office_id} {self.role}"

    @property
    def closed(self) -> str:
        """Why it can be accepted no more, in a sentence; nothing while it can."""
        if self.accepted_at:
            return _now("Undangan ini sudah dipakai. Masuklah dengan akun Anda.")
        if self.withdrawn_at:
            return _now("Undangan ini sudah ditarik. Mintalah yang baru kepada kantor Anda.")
        if self.expires_at < timezone.now():
            return _now("Undangan ini sudah kedaluwarsa. Mintalah yang baru kepada kantor Anda.")
        return ""


class FactorLoss(models.Model):
    """Somebody lost the second factor: asked for with the password, confirmed by the head, then by the centre.

    Two people who know the person have to say that it is really them who asks, because a
    password alone is what an attacker may have.
    """

    person = models.ForeignKey(User, models.PROTECT, related_name="losses")
    office = models.ForeignKey(Office, models.PROTECT, related_name="losses")
    reason = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(lifted_at__isnull=True, refused_at__isnull=True),
                name="one_open_loss_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.asked_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits for somebody."""
        return self.lifted_at is None and self.refused_at is None
