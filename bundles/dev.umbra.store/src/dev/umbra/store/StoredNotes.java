package dev.umbra.store;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Notes;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.core.port.GitRecords;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.NoteRecords;

/** What the store has of folders: notes of a person, and what is remembered of the repositories of sessions. */
@Component(service = { NoteRecords.class, GitRecords.class })
public final class StoredNotes implements NoteRecords, GitRecords {
	private final SqliteStore store;

	@Activate
	public StoredNotes(@Reference HostRole role, @Reference StoreComponent component) {
		this(component.store());
	}

	StoredNotes(SqliteStore store) {
		this.store = store;
	}

	@Override
	public CompletionStage<Optional<Notes.Note>> note(String folder) {
		return store.read(sql -> NoteTable.find(sql, folder));
	}

	@Override
	public CompletionStage<Void> saveNote(String folder, String text, @Nullable CommandResult command) {
		return store.write(command, sql -> {
			NoteTable.put(sql, folder, text, store.now());
			return null;
		});
	}

	@Override
	public CompletionStage<Optional<SessionGit>> git(SessionId session) {
		return store.read(sql -> SessionGitTable.find(sql, session));
	}

	@Override
	public CompletionStage<Void> saveGit(SessionId session, SessionGit git, @Nullable CommandResult command) {
		return store.write(command, sql -> {
			SessionGitTable.put(sql, session, git);
			return null;
		});
	}
}
