// Comments on a conversation or on one line of it: shared ones are answered by the seller, one's own edited and deleted.
import { Ask } from "../../parts/dialog";
import { Field, given } from "../../parts/form";
import { command } from "../../parts/use";
import { person_name } from "../../names";
import { has_role, user } from "../../session";
import type { Comment } from "../../wire/types";
import { date_time } from "../../words/format";
import { t } from "../../words/words";

export function Comments({ of, conversation, seller }: { of: Comment[]; conversation: string; seller: string }) {
  const first = of.filter((c) => !c.reply_to || !of.some((x) => x.id === c.reply_to));
  if (first.length === 0) return null;
  return (
    <ul class="comments">
      {first.map((c) => (
        <li key={c.id} data-comment={c.id}>
          <One of={c} conversation={conversation} />
          {of.filter((a) => a.reply_to === c.id).map((a) => <div class="answer" key={a.id} data-comment={a.id}><One of={a} conversation={conversation} /></div>)}
          {may_answer(c, seller) && <Answer to={c} conversation={conversation} />}
        </li>
      ))}
    </ul>
  );
}

/** The seller answers what was said to them, and who said it goes on. */
const may_answer = (c: Comment, seller: string): boolean =>
  c.text !== null && c.shared && (user.value?.id === seller || user.value?.id === c.author || has_role("manager"));

function One({ of: c, conversation }: { of: Comment; conversation: string }) {
  const mine = c.author === user.value?.id && c.text !== null;
  return (
    <>
      <p>{c.text ?? <i>{t("sellers.deleted")}</i>}</p>
      <div class="row by">
        <small>{c.author === user.value?.id ? t("you") : person_name(c.author)} · {date_time(c.at)} · {t(c.shared ? "sellers.shared" : "sellers.private")}{c.edited_at && c.text !== null ? ` · ${t("sellers.edited")}` : ""}</small>
        {mine && (
          <Ask label={t("edit")} title={t("sellers.comment_edit")} kind="link" go={t("save")} work={(f) => command("comment.edit", { conversation, comment: c.id, text: given(f, "text") })}>
            <Field label={t("sellers.comment")}><textarea name="text" rows={3} required defaultValue={c.text ?? ""} /></Field>
          </Ask>
        )}
        {mine && <Ask label={t("delete")} title={t("sellers.comment_delete")} text={t("sellers.comment_delete_text")} kind="link" work={() => command("comment.delete", { conversation, comment: c.id })} />}
      </div>
    </>
  );
}

function Answer({ to: c, conversation }: { to: Comment; conversation: string }) {
  return (
    <Ask label={t("sellers.answer")} kind="link" go={t("send")} work={(f) => command("comment.add", { conversation, text: given(f, "text"), reply_to: c.id, share: true })}>
      <Field label={t("sellers.answer")}><textarea name="text" rows={3} required /></Field>
    </Ask>
  );
}

export function AddComment({ conversation, message }: { conversation: string; message?: number }) {
  if (!has_role("manager", "supervisor")) return null;
  return (
    <Ask label={t("sellers.comment")} title={message ? t("sellers.comment_line") : undefined} kind="slim" go={t("add")}
      work={(f) => command("comment.add", { conversation, message, text: given(f, "text"), share: f.get("share") === "on" })}>
      <Field label={t("sellers.comment")}><textarea name="text" rows={3} required /></Field>
      <label class="check"><input type="checkbox" name="share" /> {t("sellers.share_it")}</label>
    </Ask>
  );
}
