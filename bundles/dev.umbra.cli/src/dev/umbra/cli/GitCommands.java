package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.optionalWord;
import static dev.umbra.cli.Commands.rest;
import static dev.umbra.cli.Commands.values;
import static dev.umbra.cli.Commands.word;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitReply;
import dev.umbra.core.git.SessionFile;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code umbra git …}: what git says of a session's folder, and what is done there. */
final class GitCommands {
	private GitCommands() {
	}

	static CommandSpec spec() {
		return command("git", "Shows what git says of a session's folder; stages, commits, merges.", null)
				.addSubcommand("status", of(command("status", "Shows branch, changes and worktree.", GitCommands::status)))
				.addSubcommand("files", of(command("files", "Lists the files the agent touched (*), then others that differ.", GitCommands::files)))
				.addSubcommand("diff", of(command("diff", "Shows what is not staged, or what else differs.", GitCommands::diff))
						.addPositional(optionalWord(1, "FILE", "of this file only; from the top of the working tree"))
						.addOption(flag("--staged", "what is staged")).addOption(flag("--session", "everything since the session began")))
				.addSubcommand("commit", answers(some(of(command("commit", "Commits these files and nothing else; what else is staged stays so.", GitCommands::commit))))
						.addOption(OptionSpec.builder("-m", "--message").type(String.class).arity("1").paramLabel("MSG").required(true)
								.description("the message; - reads it from standard input").build()))
				.addSubcommand("stage", answers(some(of(command("stage", "Stages files.", call -> paths(call, Git::stage))))))
				.addSubcommand("unstage", some(of(command("unstage", "Unstages files.", call -> paths(call, Git::unstage)))))
				.addSubcommand("discard", some(of(command("discard", "Takes back what is not staged, and says how to undo it.",
						call -> paths(call, Git::discard)))))
				.addSubcommand("undo", of(command("undo", "Brings back what was discarded.", GitCommands::undo))
						.addPositional(word(1, "UNDO", "what umbra git discard said")))
				.addSubcommand("worktree", worktree());
	}

	private static CommandSpec worktree() {
		return command("worktree", "A session's own folder and branch: umbra session new --worktree.", null)
				.addSubcommand("create", of(command("create", "Gives a session a worktree before its first prompt, or makes a missing one again.",
						call -> worktree(call, Git::createWorktree))))
				.addSubcommand("merge", answers(of(command("merge", "Merges the branch back into that of the main folder.",
						call -> worktree(call, Git::mergeWorktree)))))
				.addSubcommand("revert", answers(of(command("revert", "Takes the merge back.", call -> worktree(call, Git::revertWorktree)))))
				.addSubcommand("remove", answers(of(command("remove", "Removes the worktree; asks before work is lost.",
						call -> worktree(call, Git::removeWorktree)))));
	}

	private static CommandSpec of(CommandSpec spec) {
		return spec.addPositional(word(0, "ID", "the session"));
	}

	private static CommandSpec some(CommandSpec spec) {
		return spec.addPositional(rest(1, "FILE", true, "from the top of the working tree, as umbra git status shows it"));
	}

	private static CommandSpec answers(CommandSpec spec) {
		return spec.addOption(values("--answer", "TOPIC[:FILE]=CHOICE", "answers a question in advance, as the question says; again for more"));
	}

	private static int status(Call call) {
		Git.State state = Call.get(call.host().git().state(new Git.Get(call.word(0), null, true)));
		if (call.json()) {
			call.print(Codec.tree(state));
		} else if (state.state() != null) {
			call.terminal().print(GitStatusText.of(state.state()));
		}
		return 0;
	}

	private static int files(Call call) {
		Git.Files files = Call.get(call.host().git().files(new Git.FilesOf(call.word(0))));
		if (call.json()) {
			call.print(Codec.tree(files));
			return 0;
		}
		TextTable table = new TextTable("", "DOES", "+", "-", "STAGED", "FILE");
		for (SessionFile file : files.files()) {
			table.row(file.touched() ? "*" : "", file.operation().name().toLowerCase(Locale.ROOT), lines(file.added(), file.binary()), lines(file.removed(), file.binary()),
					file.partlyStaged() ? "partly" : file.staged().changes() ? "yes" : "", TerminalSafe.shown(file.path()));
		}
		call.terminal().print(table.isEmpty() ? "Nothing differs, and the agent touched no file.\n" : table.toString());
		if (files.more()) {
			call.terminal().note("There are more files than are shown.");
		}
		return 0;
	}

	private static String lines(@Nullable Integer count, boolean binary) {
		return count != null ? count.toString() : binary ? "binary" : "?";
	}

	private static int diff(Call call) {
		if (call.flag("--staged") && call.flag("--session")) {
			throw new FailureException(Failure.usage("Either --staged or --session.", null));
		}
		GitDiff.Kind kind = call.flag("--staged") ? GitDiff.Kind.STAGED : call.flag("--session") ? GitDiff.Kind.SESSION : GitDiff.Kind.WORKING;
		GitDiff diff = Call.get(call.host().git().diff(new Git.Diff(call.word(0), kind, call.optionalWord(1))));
		if (call.json()) {
			call.print(Codec.tree(diff));
			return 0;
		}
		call.terminal().print(TerminalSafe.stripped(diff.text()));
		if (diff.cut()) {
			call.terminal().note("There is more than is shown: name one FILE.");
		}
		return 0;
	}

	private static int commit(Call call) {
		String message = String.valueOf(call.option("--message"));
		String text = message.equals("-") ? call.text(List.of(message)) : message;
		return done(call, git -> git.commit(new Git.Commit(CommandId.random(), call.word(0), text, call.words(1), given(call))));
	}

	private interface OnPaths {
		CompletionStage<Outcome<GitReply>> run(Git git, Git.Paths paths);
	}

	private interface OnWorktree {
		CompletionStage<Outcome<GitReply>> run(Git git, Git.OfWorktree worktree);
	}

	private static int paths(Call call, OnPaths work) {
		return done(call, git -> work.run(git, new Git.Paths(CommandId.random(), call.word(0), call.words(1), given(call))));
	}

	private static int worktree(Call call, OnWorktree work) {
		return done(call, git -> work.run(git, new Git.OfWorktree(CommandId.random(), call.word(0), given(call))));
	}

	private static int undo(Call call) {
		return done(call, git -> git.undo(new Git.Undo(CommandId.random(), call.word(0), call.word(1))));
	}

	/** @throws FailureException as refused, if there is something to ask first */
	private static int done(Call call, Function<Git, CompletionStage<Outcome<GitReply>>> work) {
		GitReply reply = Call.get(work.apply(call.host().git()));
		if (reply instanceof GitReply.Asked asked) {
			throw new FailureException(Failure.refused(asked.questions().stream().map(GitReply.Question::text).collect(Collectors.joining("\n")),
					"Say what is meant: " + asked.questions().stream().map(GitCommands::choices).collect(Collectors.joining("; and "))));
		}
		if (reply instanceof GitReply.Done done) {
			if (call.json()) {
				call.print(Codec.object().put("done", true).put("words", done.words()).put("commit", done.commit()).put("undo", done.undo()));
			} else {
				call.line(TerminalSafe.shown(done.words()));
				if (done.undo() != null) {
					call.line("To undo it: umbra git undo " + call.word(0) + " " + done.undo());
				}
			}
		}
		return 0;
	}

	private static String choices(GitReply.Question question) {
		String topic = question.topic().name().toLowerCase(Locale.ROOT) + (question.path() == null ? "" : ":" + question.path());
		return question.choices().stream().map(choice -> "--answer '" + topic + "=" + choice.id() + "' (" + choice.label() + ")").collect(Collectors.joining(" or "));
	}

	private static List<GitReply.Answer> given(Call call) {
		List<GitReply.Answer> answers = new ArrayList<>();
		if (!call.parsed().hasMatchedOption("--answer")) {
			return answers;
		}
		call.refuseAgents("umbra git --answer");
		for (String answer : call.options("--answer")) {
			int equals = answer.lastIndexOf('=');
			int colon = answer.indexOf(':');
			boolean path = colon >= 0 && colon < equals;
			try {
				answers.add(new GitReply.Answer(GitReply.Topic.valueOf(answer.substring(0, path ? colon : Math.max(0, equals)).toUpperCase(Locale.ROOT)),
						path ? answer.substring(colon + 1, equals) : null, answer.substring(equals + 1)));
			} catch (IllegalArgumentException e) {
				throw new FailureException(Failure.usage("Not an answer: \"" + answer + "\".", "Written as the question says, for example --answer unmerged_work=keep_branch"), e);
			}
		}
		return answers;
	}
}
