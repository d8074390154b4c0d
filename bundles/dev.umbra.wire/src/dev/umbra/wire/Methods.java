package dev.umbra.wire;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Feed;
import dev.umbra.core.api.Git;
import dev.umbra.core.api.Hello;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Metrics;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Notes;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Queue;
import dev.umbra.core.api.Relays;
import dev.umbra.core.api.Rules;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.api.Teams;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitReply;
import dev.umbra.core.session.Entry;

/** Every method of the local API (docs/formats/local-api.md). */
public final class Methods {
	public static final Method<Hello, Hello.Answer> HELLO = new Method<>("hello", Hello.class, Hello.Answer.class);

	public static final Method<Sessions.Create, Sessions.Ref> SESSIONS_CREATE = new Method<>("sessions/create",
			Sessions.Create.class, Sessions.Ref.class);
	public static final Method<Sessions.ListAll, Sessions.Listing> SESSIONS_LIST = new Method<>("sessions/list",
			Sessions.ListAll.class, Sessions.Listing.class);
	public static final Method<Sessions.Get, Sessions.One> SESSIONS_GET = new Method<>("sessions/get",
			Sessions.Get.class, Sessions.One.class);
	public static final Method<Sessions.Read, Sessions.Page> SESSIONS_ENTRIES = new Method<>("sessions/entries",
			Sessions.Read.class, Sessions.Page.class);
	public static final Method<Sessions.ReadEntry, Entry> SESSIONS_ENTRY = new Method<>("sessions/entry", Sessions.ReadEntry.class,
			Entry.class);
	public static final Method<Sessions.ReadText, Sessions.TextRange> SESSIONS_TEXT = new Method<>("sessions/text",
			Sessions.ReadText.class, Sessions.TextRange.class);
	public static final Method<Sessions.Prompt, Sessions.Prompted> SESSIONS_PROMPT = new Method<>("sessions/prompt",
			Sessions.Prompt.class, Sessions.Prompted.class);
	public static final Method<Sessions.Cancel, Done> SESSIONS_CANCEL = new Method<>("sessions/cancel",
			Sessions.Cancel.class, Done.class);
	public static final Method<Sessions.Rename, Done> SESSIONS_RENAME = new Method<>("sessions/rename",
			Sessions.Rename.class, Done.class);
	public static final Method<Sessions.Close, Done> SESSIONS_CLOSE = new Method<>("sessions/close",
			Sessions.Close.class, Done.class);
	public static final Method<Sessions.Resume, Done> SESSIONS_RESUME = new Method<>("sessions/resume", Sessions.Resume.class,
			Done.class);
	public static final Method<Sessions.Choose, Done> SESSIONS_SETTINGS = new Method<>("sessions/settings", Sessions.Choose.class,
			Done.class);
	public static final Method<Sessions.ReadBlob, Sessions.BlobRange> SESSIONS_BLOB = new Method<>("sessions/blob", Sessions.ReadBlob.class,
			Sessions.BlobRange.class);
	public static final Method<Sessions.KillTerminal, Done> SESSIONS_KILL_TERMINAL = new Method<>("sessions/killTerminal", Sessions.KillTerminal.class,
			Done.class);
	public static final Method<Sessions.Reopen, Done> SESSIONS_REOPEN = new Method<>("sessions/reopen", Sessions.Reopen.class,
			Done.class);
	public static final Method<Sessions.Delete, Sessions.Deleted> SESSIONS_DELETE = new Method<>("sessions/delete",
			Sessions.Delete.class, Sessions.Deleted.class);
	public static final Method<Sessions.Export, Sessions.Exported> SESSIONS_EXPORT = new Method<>("sessions/export",
			Sessions.Export.class, Sessions.Exported.class);
	public static final Method<Sessions.ReadOutput, Sessions.TextRange> SESSIONS_OUTPUT = new Method<>("sessions/output",
			Sessions.ReadOutput.class, Sessions.TextRange.class);
	public static final Method<Sessions.Attach, Sessions.Attached> SESSIONS_ATTACH = new Method<>("sessions/attach",
			Sessions.Attach.class, Sessions.Attached.class);
	public static final Method<Sessions.Detach, Done> SESSIONS_DETACH = new Method<>("sessions/detach",
			Sessions.Detach.class, Done.class);

	public static final Method<Agents.Add, Agents.Added> AGENTS_ADD = new Method<>("agents/add", Agents.Add.class,
			Agents.Added.class);
	public static final Method<Agents.ListAll, Agents.Listing> AGENTS_LIST = new Method<>("agents/list", Agents.ListAll.class,
			Agents.Listing.class);
	public static final Method<Agents.Get, Agents.One> AGENTS_GET = new Method<>("agents/get", Agents.Get.class,
			Agents.One.class);
	public static final Method<Agents.Remove, Done> AGENTS_REMOVE = new Method<>("agents/remove", Agents.Remove.class,
			Done.class);
	public static final Method<Agents.Start, Done> AGENTS_START = new Method<>("agents/start", Agents.Start.class,
			Done.class);
	public static final Method<Agents.Stop, Done> AGENTS_STOP = new Method<>("agents/stop", Agents.Stop.class,
			Done.class);
	public static final Method<Nothing, Agents.Presets> AGENTS_PRESETS = new Method<>("agents/presets", Nothing.class,
			Agents.Presets.class);

	public static final Method<Agents.Set, Agents.Changed> AGENTS_SET = new Method<>("agents/set", Agents.Set.class,
			Agents.Changed.class);
	public static final Method<Agents.Login, Agents.LoginStep> AGENTS_LOGIN = new Method<>("agents/login", Agents.Login.class,
			Agents.LoginStep.class);
	public static final Method<Agents.Logout, Done> AGENTS_LOGOUT = new Method<>("agents/logout", Agents.Logout.class,
			Done.class);
	public static final Method<Agents.Log, AgentLog> AGENTS_LOG = new Method<>("agents/log", Agents.Log.class,
			AgentLog.class);
	public static final Method<Agents.SessionsOf, Agents.Foreign> AGENTS_SESSIONS = new Method<>("agents/sessions", Agents.SessionsOf.class,
			Agents.Foreign.class);

	public static final Method<Nothing, Personas.Listing> PERSONAS_LIST = new Method<>("personas/list", Nothing.class,
			Personas.Listing.class);
	public static final Method<Personas.Get, Personas.One> PERSONAS_GET = new Method<>("personas/get", Personas.Get.class,
			Personas.One.class);
	public static final Method<Personas.Save, Personas.Saved> PERSONAS_SAVE = new Method<>("personas/save", Personas.Save.class,
			Personas.Saved.class);
	public static final Method<Personas.Duplicate, Personas.Saved> PERSONAS_DUPLICATE = new Method<>("personas/duplicate", Personas.Duplicate.class,
			Personas.Saved.class);
	public static final Method<Personas.Get, Personas.Dependants> PERSONAS_DEPENDANTS = new Method<>("personas/dependants", Personas.Get.class,
			Personas.Dependants.class);
	public static final Method<Personas.Delete, Personas.Deleted> PERSONAS_DELETE = new Method<>("personas/delete", Personas.Delete.class,
			Personas.Deleted.class);
	public static final Method<Personas.Undo, Done> PERSONAS_UNDO = new Method<>("personas/undo", Personas.Undo.class,
			Done.class);
	public static final Method<Personas.Share, Done> PERSONAS_SHARE = new Method<>("personas/share", Personas.Share.class,
			Done.class);
	public static final Method<Personas.Mark, Done> PERSONAS_MARK = new Method<>("personas/mark", Personas.Mark.class,
			Done.class);
	public static final Method<Personas.Confirm, Done> PERSONAS_CONFIRM = new Method<>("personas/confirm", Personas.Confirm.class,
			Done.class);
	public static final Method<Personas.Import, Personas.Imported> PERSONAS_IMPORT = new Method<>("personas/import", Personas.Import.class,
			Personas.Imported.class);
	public static final Method<Personas.Export, Personas.Exported> PERSONAS_EXPORT = new Method<>("personas/export", Personas.Export.class,
			Personas.Exported.class);
	public static final Method<Personas.Get, Personas.Past> PERSONAS_HISTORY = new Method<>("personas/history", Personas.Get.class,
			Personas.Past.class);
	public static final Method<Personas.Restore, Done> PERSONAS_RESTORE = new Method<>("personas/restore", Personas.Restore.class,
			Done.class);

	public static final Method<Nothing, Teams.Listing> TEAMS_LIST = new Method<>("teams/list", Nothing.class,
			Teams.Listing.class);
	public static final Method<Teams.Get, Teams.One> TEAMS_GET = new Method<>("teams/get", Teams.Get.class,
			Teams.One.class);
	public static final Method<Teams.Save, Teams.Saved> TEAMS_SAVE = new Method<>("teams/save", Teams.Save.class,
			Teams.Saved.class);
	public static final Method<Teams.Duplicate, Teams.Saved> TEAMS_DUPLICATE = new Method<>("teams/duplicate", Teams.Duplicate.class,
			Teams.Saved.class);
	public static final Method<Teams.Delete, Personas.Deleted> TEAMS_DELETE = new Method<>("teams/delete", Teams.Delete.class,
			Personas.Deleted.class);
	public static final Method<Personas.Undo, Done> TEAMS_UNDO = new Method<>("teams/undo", Personas.Undo.class,
			Done.class);
	public static final Method<Personas.Export, Personas.Exported> TEAMS_EXPORT = new Method<>("teams/export", Personas.Export.class,
			Personas.Exported.class);
	public static final Method<Teams.Get, Personas.Past> TEAMS_HISTORY = new Method<>("teams/history", Teams.Get.class,
			Personas.Past.class);
	public static final Method<Personas.Restore, Done> TEAMS_RESTORE = new Method<>("teams/restore", Personas.Restore.class,
			Done.class);
	public static final Method<Teams.Deploy, Teams.Deployed> TEAMS_DEPLOY = new Method<>("teams/deploy", Teams.Deploy.class,
			Teams.Deployed.class);

	public static final Method<Nothing, Directory.Listing> DIRECTORY_LIST = new Method<>("directory/list", Nothing.class,
			Directory.Listing.class);
	public static final Method<Nothing, Directory.Orphans> DIRECTORY_ORPHANS = new Method<>("directory/orphans", Nothing.class,
			Directory.Orphans.class);
	public static final Method<Directory.Repair, Done> DIRECTORY_REPAIR = new Method<>("directory/repair", Directory.Repair.class,
			Done.class);
	public static final Method<Directory.OthersOf, Directory.Others> DIRECTORY_OTHERS = new Method<>("directory/others", Directory.OthersOf.class,
			Directory.Others.class);
	public static final Method<Directory.Copy, Personas.Saved> DIRECTORY_COPY = new Method<>("directory/copy", Directory.Copy.class,
			Personas.Saved.class);

	public static final Method<Nothing, Identities.Listing> IDENTITIES_LIST = new Method<>("identities/list", Nothing.class,
			Identities.Listing.class);
	public static final Method<Identities.Use, Identities.One> IDENTITIES_USE = new Method<>("identities/use", Identities.Use.class,
			Identities.One.class);
	public static final Method<Identities.Create, Identities.One> IDENTITIES_CREATE = new Method<>("identities/create", Identities.Create.class,
			Identities.One.class);
	public static final Method<Identities.Import, Identities.One> IDENTITIES_IMPORT = new Method<>("identities/import", Identities.Import.class,
			Identities.One.class);
	public static final Method<Identities.Export, Identities.Exported> IDENTITIES_EXPORT = new Method<>("identities/export", Identities.Export.class,
			Identities.Exported.class);
	public static final Method<Identities.Remove, Done> IDENTITIES_REMOVE = new Method<>("identities/remove", Identities.Remove.class,
			Done.class);

	public static final Method<Queue.ListFor, Queue.Listing> QUEUE_LIST = new Method<>("queue/list", Queue.ListFor.class,
			Queue.Listing.class);
	public static final Method<Queue.Edit, Done> QUEUE_EDIT = new Method<>("queue/edit", Queue.Edit.class,
			Done.class);
	public static final Method<Queue.Move, Done> QUEUE_MOVE = new Method<>("queue/move", Queue.Move.class,
			Done.class);
	public static final Method<Queue.Remove, Done> QUEUE_REMOVE = new Method<>("queue/remove", Queue.Remove.class,
			Done.class);
	public static final Method<Queue.SendNow, Done> QUEUE_SEND_NOW = new Method<>("queue/sendNow", Queue.SendNow.class,
			Done.class);

	public static final Method<Nothing, Rules.Listing> RULES_LIST = new Method<>("rules/list", Nothing.class,
			Rules.Listing.class);
	public static final Method<Rules.Add, Rules.Added> RULES_ADD = new Method<>("rules/add", Rules.Add.class,
			Rules.Added.class);
	public static final Method<Rules.Remove, Done> RULES_REMOVE = new Method<>("rules/remove", Rules.Remove.class,
			Done.class);

	public static final Method<Nothing, Relays.Listing> RELAYS_LIST = new Method<>("relays/list", Nothing.class,
			Relays.Listing.class);
	public static final Method<Relays.Add, Relays.Added> RELAYS_ADD = new Method<>("relays/add", Relays.Add.class,
			Relays.Added.class);
	public static final Method<Relays.Remove, Done> RELAYS_REMOVE = new Method<>("relays/remove", Relays.Remove.class,
			Done.class);
	public static final Method<Host.Serve, Host.Serving> RELAYS_SERVE = new Method<>("relays/serve", Host.Serve.class, Host.Serving.class);
	public static final Method<Nothing, Host.Serving> RELAYS_SERVING = new Method<>("relays/serving", Nothing.class, Host.Serving.class);
	public static final Method<Relays.Sync, Done> RELAYS_SYNC = new Method<>("relays/sync", Relays.Sync.class,
			Done.class);

	public static final Method<Tabs.ListFor, Tabs.Listing> TABS_LIST = new Method<>("tabs/list", Tabs.ListFor.class,
			Tabs.Listing.class);
	public static final Method<Tabs.Open, Done> TABS_OPEN = new Method<>("tabs/open", Tabs.Open.class, Done.class);
	public static final Method<Tabs.Close, Done> TABS_CLOSE = new Method<>("tabs/close", Tabs.Close.class, Done.class);
	public static final Method<Tabs.Move, Done> TABS_MOVE = new Method<>("tabs/move", Tabs.Move.class, Done.class);
	public static final Method<Tabs.Pin, Done> TABS_PIN = new Method<>("tabs/pin", Tabs.Pin.class, Done.class);
	public static final Method<Tabs.Client, Done> TABS_CLIENT = new Method<>("tabs/client", Tabs.Client.class,
			Done.class);

	public static final Method<Drafts.Put, Done> DRAFTS_PUT = new Method<>("drafts/put", Drafts.Put.class, Done.class);
	public static final Method<Drafts.Get, Drafts.Draft> DRAFTS_GET = new Method<>("drafts/get", Drafts.Get.class,
			Drafts.Draft.class);

	public static final Method<Notes.Get, Notes.Note> NOTES_GET = new Method<>("notes/get", Notes.Get.class, Notes.Note.class);
	public static final Method<Notes.Put, Done> NOTES_PUT = new Method<>("notes/put", Notes.Put.class, Done.class);

	public static final Method<Git.Get, Git.State> GIT_STATE = new Method<>("git/state", Git.Get.class, Git.State.class);
	public static final Method<Git.FilesOf, Git.Files> GIT_FILES = new Method<>("git/files", Git.FilesOf.class, Git.Files.class);
	public static final Method<Git.Diff, GitDiff> GIT_DIFF = new Method<>("git/diff", Git.Diff.class, GitDiff.class);
	public static final Method<Git.Watch, Done> GIT_WATCH = new Method<>("git/watch", Git.Watch.class, Done.class);
	public static final Method<Git.Paths, GitReply> GIT_STAGE = new Method<>("git/stage", Git.Paths.class, GitReply.class);
	public static final Method<Git.Paths, GitReply> GIT_UNSTAGE = new Method<>("git/unstage", Git.Paths.class, GitReply.class);
	public static final Method<Git.Paths, GitReply> GIT_DISCARD = new Method<>("git/discard", Git.Paths.class, GitReply.class);
	public static final Method<Git.Undo, GitReply> GIT_UNDO = new Method<>("git/undo", Git.Undo.class, GitReply.class);
	public static final Method<Git.Commit, GitReply> GIT_COMMIT = new Method<>("git/commit", Git.Commit.class, GitReply.class);
	public static final Method<Git.DraftOf, Git.Draft> GIT_DRAFT = new Method<>("git/draft", Git.DraftOf.class, Git.Draft.class);
	public static final Method<Git.PutDraft, Done> GIT_PUT_DRAFT = new Method<>("git/draft/put", Git.PutDraft.class, Done.class);
	public static final Method<Git.OfWorktree, GitReply> GIT_WORKTREE_CREATE = new Method<>("git/worktree/create", Git.OfWorktree.class, GitReply.class);
	public static final Method<Git.OfWorktree, GitReply> GIT_WORKTREE_MERGE = new Method<>("git/worktree/merge", Git.OfWorktree.class, GitReply.class);
	public static final Method<Git.OfWorktree, GitReply> GIT_WORKTREE_REVERT = new Method<>("git/worktree/revert", Git.OfWorktree.class, GitReply.class);
	public static final Method<Git.OfWorktree, GitReply> GIT_WORKTREE_REMOVE = new Method<>("git/worktree/remove", Git.OfWorktree.class, GitReply.class);

	public static final Method<Feed.ListFor, Feed.Listing> FEED_LIST = new Method<>("feed/list", Feed.ListFor.class,
			Feed.Listing.class);

	public static final Method<History.Browse, History.Listing> HISTORY_LIST = new Method<>("history/list",
			History.Browse.class, History.Listing.class);
	public static final Method<History.Search, History.Hits> HISTORY_SEARCH = new Method<>("history/search",
			History.Search.class, History.Hits.class);
	public static final Method<History.Find, History.Places> HISTORY_FIND = new Method<>("history/find", History.Find.class,
			History.Places.class);
	public static final Method<Nothing, History.Backups> HISTORY_BACKUPS = new Method<>("history/backups", Nothing.class,
			History.Backups.class);

	public static final Method<Attention.ListAll, Attention.Listing> ATTENTION_LIST = new Method<>("attention/list",
			Attention.ListAll.class, Attention.Listing.class);
	public static final Method<Attention.Answer, Done> ATTENTION_ANSWER = new Method<>("attention/answer",
			Attention.Answer.class, Done.class);

	public static final Method<Nothing, Host.Status> HOST_STATUS = new Method<>("host/status", Nothing.class,
			Host.Status.class);
	public static final Method<Host.Stop, Host.Stopping> HOST_STOP = new Method<>("host/stop", Host.Stop.class,
			Host.Stopping.class);
	public static final Method<Host.Backup, Done> HOST_BACKUP = new Method<>("host/backup", Host.Backup.class,
			Done.class);
	public static final Method<Host.Set, Done> HOST_SET = new Method<>("host/set", Host.Set.class, Done.class);
	public static final Method<Host.Get, Host.Settings> HOST_GET = new Method<>("host/get", Host.Get.class,
			Host.Settings.class);
	public static final Method<Nothing, Host.Report> HOST_DOCTOR = new Method<>("host/doctor", Nothing.class,
			Host.Report.class);

	public static final Method<Metrics.Get, Metrics.Numbers> METRICS_GET = new Method<>("metrics/get", Metrics.Get.class,
			Metrics.Numbers.class);
	public static final Method<Metrics.Report, Done> METRICS_REPORT = new Method<>("metrics/report", Metrics.Report.class,
			Done.class);

	/** Notification to the client: a {@link dev.umbra.core.event.HostEvent}. */
	public static final String EVENT = "event";
	/** Notification to the client: {@link Sessions.Changes} of an attached session. */
	public static final String CHANGES = "changes";

	/** Calls that may be answered <i>not modified</i>, with the member that is absent then. */
	private static final Map<String, String> CONDITIONAL = Map.of(SESSIONS_GET.name(), "summary", SESSIONS_LIST.name(), "sessions",
			AGENTS_LIST.name(), "agents", ATTENTION_LIST.name(), "items", GIT_STATE.name(), "state", GIT_FILES.name(), "files");

	private Methods() {
	}

	/** Whether an answer says that there is nothing newer than what the caller has. */
	public static boolean unchanged(String method, @Nullable JsonNode result) {
		String member = CONDITIONAL.get(method);
		return member != null && result != null && !result.has(member);
	}
}
