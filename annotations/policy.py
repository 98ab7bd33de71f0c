"""Who may do what: one table. Views, admin and templates ask here and nowhere else.

The list form, which rows somebody may see at all, is `visible_to(user)` on each QuerySet.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied

from annotations.models.user import EDITOR, REVIEWER, User

READ = "read"
IMPORT = "import"
UPDATE_TEXT = "update_text"
MARK_SENTENCE = "mark_sentence"
CORRECT_SENTENCES = "correct_sentences"
HIGHLIGHT = "highlight"
MOVE_CLAIM = "move_claim"
JUDGE = "judge"
WITHDRAW = "withdraw"
EDIT_CLAIM = "edit_claim"
DELETE_CLAIM = "delete_claim"
RESTORE_CLAIM = "restore_claim"
ADD_EVIDENCE = "add_evidence"
REMOVE_EVIDENCE = "remove_evidence"
ATTEMPT = "attempt"
REMOVE_ATTEMPT = "remove_attempt"
SKIP = "skip"
TAKE_BACK_SKIP = "take_back_skip"
DISCUSS = "discuss"
REMOVE_COMMENT = "remove_comment"
ADJUDICATE = "adjudicate"
SIGN_OFF = "sign_off"
SET_REVIEW = "set_review"
ASSIGN = "assign"
LOCK_ARTICLE = "lock_article"
DELETE_ARTICLE = "delete_article"
PUBLISH = "publish"
HANDLE_TIPS = "handle_tips"
FETCH = "fetch"
IMPORT_VERDICTS = "import_verdicts"
IMPORT_VERDICTS_OF_OTHERS = "import_verdicts_of_others"
OWN_TOKENS = "own_tokens"
REVOKE_TOKEN = "revoke_token"
RUN_WEBHOOKS = "run_webhooks"
SEE_WHOLE_HISTORY = "see_whole_history"
EXPORT = "export"
RUN_DESK = "run_desk"
MANAGE_ACCOUNTS = "manage_accounts"

Rule = Callable[[User, Any], bool]


def is_editor(user: User, thing: Any = None) -> bool:
    return user.is_superuser or EDITOR in user.roles()


def is_reviewer(user: User, thing: Any = None) -> bool:
    """Whether `user` works at the desk at all; editors do everything a reviewer does."""
    return is_editor(user) or REVIEWER in user.roles()


def is_superuser(user: User, thing: Any = None) -> bool:
    return user.is_superuser


def is_own_verdict(user: User, verdict: Any) -> bool:
    return is_reviewer(user) and verdict.reviewer_id == user.pk


def made_or_edits(user: User, thing: Any) -> bool:
    """Editors, and whoever marked the claim or imported the article."""
    return is_editor(user) or (is_reviewer(user) and thing.created_by_id == user.pk)


def added_or_edits(user: User, evidence: Any) -> bool:
    return is_editor(user) or (is_reviewer(user) and evidence.added_by_id == user.pk)


def is_own_skip(user: User, skip: Any) -> bool:
    return is_reviewer(user) and skip.reviewer_id == user.pk


def made_attempt_or_edits(user: User, attempt: Any) -> bool:
    return is_editor(user) or (is_reviewer(user) and attempt.made_by_id == user.pk)


def wrote_or_edits(user: User, comment: Any) -> bool:
    return is_editor(user) or (is_reviewer(user) and comment.author_id == user.pk)


def is_own_token(user: User, token: Any) -> bool:
    return is_editor(user) or (is_reviewer(user) and token.user_id == user.pk)


def is_open_to(user: User, article: Any) -> bool:
    """What adds up everybody's work is for editors as long as reviewers work blind."""
    return is_editor(user) or (is_reviewer(user) and not article.is_blind)


TABLE: dict[str, Rule] = {
    READ: is_reviewer,
    IMPORT: is_reviewer,
    UPDATE_TEXT: made_or_edits,
    MARK_SENTENCE: is_reviewer,
    CORRECT_SENTENCES: is_editor,
    HIGHLIGHT: is_reviewer,
    MOVE_CLAIM: made_or_edits,
    JUDGE: is_reviewer,
    WITHDRAW: is_own_verdict,
    EDIT_CLAIM: made_or_edits,
    DELETE_CLAIM: made_or_edits,
    RESTORE_CLAIM: made_or_edits,
    ADD_EVIDENCE: is_reviewer,
    REMOVE_EVIDENCE: added_or_edits,
    ATTEMPT: is_reviewer,
    REMOVE_ATTEMPT: made_attempt_or_edits,
    SKIP: is_reviewer,
    TAKE_BACK_SKIP: is_own_skip,
    DISCUSS: is_reviewer,
    REMOVE_COMMENT: wrote_or_edits,
    ADJUDICATE: is_editor,
    SIGN_OFF: is_editor,
    SET_REVIEW: is_editor,
    ASSIGN: is_editor,
    LOCK_ARTICLE: is_editor,
    DELETE_ARTICLE: is_editor,
    PUBLISH: is_editor,
    HANDLE_TIPS: is_editor,
    FETCH: is_reviewer,
    IMPORT_VERDICTS: is_reviewer,
    IMPORT_VERDICTS_OF_OTHERS: is_editor,
    OWN_TOKENS: is_reviewer,
    REVOKE_TOKEN: is_own_token,
    RUN_WEBHOOKS: is_editor,
    SEE_WHOLE_HISTORY: is_open_to,
    EXPORT: is_reviewer,
    RUN_DESK: is_editor,
    MANAGE_ACCOUNTS: is_superuser,
}


def may(user: Any, action: str, thing: Any = None) -> bool:
    """Whether `user` may do `action` to `thing`. One query at most per user instance."""
    return bool(user.is_authenticated and user.is_active and TABLE[action](user, thing))


def require(user: Any, action: str, thing: Any = None) -> None:
    """Raise PermissionDenied unless `user` may."""
    if not may(user, action, thing):
        raise PermissionDenied(action)
