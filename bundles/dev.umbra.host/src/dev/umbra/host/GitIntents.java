package dev.umbra.host;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.git.GitReply;
import dev.umbra.core.port.Entries;
import dev.umbra.wire.Codec;

/**
 * What a command is about to do to a repository, kept on the disk before it is done: git is no part of a transaction, so a host that is
 * killed in between finds out by this, when the command is repeated, what it has begun. Kept as long as results of commands are.
 */
final class GitIntents {
	private static final String BEGUN = "#begun";
	private final Entries entries;

	GitIntents(Entries entries) {
		this.entries = entries;
	}

	/** Names the command in git's log: letters, digits and hyphens, at most 40. */
	static String mark(CommandId command) {
		return command.value().matches("[A-Za-z0-9-]{1,40}") ? command.value() : UUID.nameUUIDFromBytes(command.value().getBytes(StandardCharsets.UTF_8)).toString();
	}

	/** Of a session that is made in a worktree: a repeat takes the worktree that the first call may have left. */
	static SessionId session(CommandId command) {
		return new SessionId(UUID.nameUUIDFromBytes(command.value().getBytes(StandardCharsets.UTF_8)).toString());
	}

	private static CommandId begun(CommandId command) {
		return new CommandId(mark(command) + BEGUN);
	}

	/** A repeat changes nothing here. @param reply what will be answered when it is done */
	CompletionStage<Void> begin(CommandId command, String method, GitReply.Done reply) {
		return find(command).thenCompose(before -> before.isPresent() ? CompletableFuture.completedFuture(null)
				: entries.remember(new Entries.CommandResult(begun(command), method + BEGUN, Codec.json(reply))));
	}

	/** What an earlier call of this command was to answer, if it had begun. */
	CompletionStage<Optional<GitReply.Done>> find(CommandId command) {
		return entries.commandResult(begun(command)).thenApply(json -> json.map(text -> Codec.read(text, GitReply.class)).map(GitReply.Done.class::cast));
	}
}
