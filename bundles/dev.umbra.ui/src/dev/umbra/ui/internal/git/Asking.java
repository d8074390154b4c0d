package dev.umbra.ui.internal.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.GitReply;
import dev.umbra.ui.internal.live.HostAnswers;

/**
 * A call that changes a repository and may ask first: the questions are put to the person, and the call is made again with the answers,
 * until it is done, refused, or the person leaves it. On the SWT thread; waits for nobody there.
 */
final class Asking {
	/** One try. */
	interface Call {
		/** @param command names this try @param answers to what was asked so far */
		CompletionStage<Outcome<GitReply>> with(Git git, CommandId command, List<GitReply.Answer> answers);
	}

	/** What it comes to; exactly one of them, once. On the SWT thread, unless what asked is gone. */
	interface End {
		void done(GitReply.Done done);

		void failed(Failure failure);

		/** The person answered nothing: everything is as it was. */
		void left();
	}

	private final Control area;
	private final @Nullable Git git;
	private final Call call;
	private final Function<List<GitReply.Question>, Optional<List<GitReply.Answer>>> person;
	private final End end;

	private Asking(Control area, @Nullable Git git, Call call, Function<List<GitReply.Question>, Optional<List<GitReply.Answer>>> person, End end) {
		this.area = area;
		this.git = git;
		this.call = call;
		this.person = person;
		this.end = end;
	}

	/** @param area what asks @param git null while there is none, which is a failure too */
	static void run(Control area, @Nullable Git git, Call call, End end) {
		new Asking(area, git, call, questions -> new QuestionsDialog(area.getShell(), questions).ask(), end).next(List.of());
	}

	private void next(List<GitReply.Answer> answers) {
		Consumer<GitReply> replied = reply -> {
			switch (reply) {
			case GitReply.Done done -> end.done(done);
			case GitReply.Asked(List<GitReply.Question> questions) -> ask(questions, answers);
			}
		};
		HostAnswers.ask(area, git, service -> call.with(service, CommandId.random(), answers), replied, end::failed);
	}

	private void ask(List<GitReply.Question> questions, List<GitReply.Answer> before) {
		Optional<List<GitReply.Answer>> answered = person.apply(questions);
		if (area.isDisposed()) {
			return;
		}
		if (answered.isEmpty()) {
			end.left();
			return;
		}
		List<GitReply.Answer> all = new ArrayList<>(before);
		all.addAll(answered.get());
		next(all);
	}
}
