package dev.umbra.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Notes;
import dev.umbra.core.feed.NewCard;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.FeedRecords;
import dev.umbra.core.port.HistoryRecords;
import dev.umbra.core.port.NoteRecords;

/** {@link FeedRecords}, {@link HistoryRecords} and {@link NoteRecords} in memory, of the {@link FakeEntries} beside it. Any thread. */
public final class FakeHistory implements FeedRecords, HistoryRecords, NoteRecords {
	private final FakeEntries entries;

	public FakeHistory(FakeEntries entries) {
		this.entries = entries;
	}

	@Override
	public CompletionStage<Void> add(List<NewCard> cards) {
		throw new UnsupportedOperationException("not available yet");
	}

	@Override
	public CompletionStage<FeedRecords.Page> cards(AgentId agent, @Nullable Long before, @Nullable Long after, int limit) {
		throw new UnsupportedOperationException("not available yet");
	}

	@Override
	public void bounds(int cards, long bytes) {
		throw new UnsupportedOperationException("not available yet");
	}

	@Override
	public CompletionStage<History.Listing> past(History.Browse p) {
		throw new UnsupportedOperationException("not available yet");
	}

	@Override
	public CompletionStage<History.Hits> search(History.Search p) {
		throw new UnsupportedOperationException("not available yet");
	}

	@Override
	public CompletionStage<History.Places> find(SessionId session, String text, int limit) {
		throw new UnsupportedOperationException("not available yet");
	}

	@Override
	public CompletionStage<Boolean> delete(SessionId session, Entries.CommandResult command) {
		throw new UnsupportedOperationException("not available yet");
	}

	@Override
	public CompletionStage<List<SessionId>> archivedBefore(Instant before, int limit) {
		throw new UnsupportedOperationException("not available yet");
	}

	@Override
	public CompletionStage<Optional<Notes.Note>> note(String folder) {
		throw new UnsupportedOperationException("not available yet");
	}

	@Override
	public CompletionStage<Void> saveNote(String folder, String text, Entries.@Nullable CommandResult command) {
		throw new UnsupportedOperationException("not available yet");
	}
}
