package dev.umbra.ui.internal.git;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.ClientCounters;
import dev.umbra.client.snapshot.GitSnapshot;
import dev.umbra.client.snapshot.GitWatch;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.GitState;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.Latch;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.Section;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/**
 * The Git section: what git says of the folder of the session in front, its files, the next commit, its worktree. On the SWT thread.
 */
public final class GitPane {
	/** What the section needs of its part. */
	public interface Surroundings {
		/** Null while there is none. */
		@Nullable Git git();

		/** Follows what git says of a session's folder; null while there is nobody to ask. */
		@Nullable GitWatch watch(SessionId session);

		/** The section is of another height. */
		void resized();

		void copy(String text);
	}

	private record Listed(FileRows rows, boolean known) {
	}

	private final Composite pane;
	private final GitTop top;
	private final GitDoing doing;
	private final Label words;
	private final FactLines facts;
	private final Button again;
	private final Label filesHint;
	private final FileTree tree;
	private final CommitPane commit;
	private final Differing diff;
	private final Surroundings surroundings;
	private final InstantSource clock;
	private final Latch latch;
	private final Section<GitFacts> factsSection;
	private final Section<Listed> filesSection;
	private final Map<SessionId, Checks> checks = new HashMap<>();
	private volatile @Nullable GitWatch following;
	private FileRows rows = FileRows.NONE;
	private boolean fresh;
	private boolean over;
	private boolean reachable;

	/** @param parent with a grid of one column @param latch has {@link #show} called soon */
	public GitPane(Composite parent, InstantSource clock, Supplier<@Nullable ClientCounters> counters, Latch latch, Surroundings surroundings) {
		this.clock = clock;
		this.latch = latch;
		this.surroundings = surroundings;
		pane = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = layout.marginHeight = 0;
		layout.verticalSpacing = Space.TIGHT;
		pane.setLayout(layout);
		pane.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		top = new GitTop(pane, new TopActions());
		doing = new GitDoing(pane, surroundings, this::busy);
		words = Fields.note(pane, "");
		facts = new FactLines(pane);
		again = Fields.button(pane, Messages.worktree_again.replace("&", ""), () -> onWorktree(Git::createWorktree));
		filesHint = Fields.note(pane, "");
		tree = new FileTree(pane, this::checked, this::open);
		tree.control().setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		tree.control().addListener(SWT.Selection, event -> follow());
		new FileMenu(tree, new FileActions());
		commit = new CommitPane(pane, surroundings::git, this::commit);
		diff = new Differing(pane, surroundings::git);
		factsSection = new Section<>("details.git", counters, this::write);
		filesSection = new Section<>("details.files", counters, this::write);
		pane.addListener(SWT.Dispose, event -> close());
		filesSection.show(new Listed(FileRows.NONE, false));
		Fields.show(words, false);
		Fields.show(again, false);
	}

	// --- what is shown ---

	/**
	 * Shows the git state of this session's folder as it is known, and asks for it if it is another session than before.
	 *
	 * @param live whether the host can be reached
	 * @return whether something that was painted may need another height
	 */
	public boolean show(SessionSummary summary, boolean live) {
		GitWatch present = following;
		if (present == null || !present.session().equals(summary.id())) {
			present = begin(summary.id());
		}
		boolean wasOver = over;
		reachable = live;
		over = summary.status().kind() == SessionStatus.Kind.TERMINAL;
		fresh = summary.acpSession() == null && !over;
		if (present == null) {
			return plain(Messages.reading, false);
		}
		if (live) {
			present.shown(!over && isSeen());
			if (isSeen() && (over && !wasOver || isUnknown(present))) {
				present.pull();
			}
		}
		GitSnapshot now = present.now();
		boolean painted = state(now);
		painted |= filesSection.show(new Listed(FileRows.of(now.files(), now.more()), now.filesKnown()));
		return painted;
	}

	private @Nullable GitWatch begin(SessionId session) {
		end();
		GitWatch made = surroundings.watch(session);
		if (made != null) {
			made.onChange(latch::signal);
		}
		following = made;
		doing.clear();
		factsSection.forget();
		commit.show(session);
		over = false;
		return made;
	}

	private static boolean isUnknown(GitWatch present) {
		return present.now().state() == null && present.now().failure() == null;
	}

	private boolean isSeen() {
		return pane.isVisible() && !pane.getShell().getMinimized();
	}

	/** Whether somebody looks, and nobody has asked yet: the section came in sight. */
	public boolean isOverlooked() {
		GitWatch present = following;
		return present != null && reachable && isSeen() && (over ? isUnknown(present) : !present.isShown());
	}

	private boolean state(GitSnapshot now) {
		GitState state = now.state();
		if (state == null) {
			factsSection.forget();
			Failure failure = now.failure();
			return plain(failure == null ? Messages.reading : HostAnswers.words(failure), failure != null);
		}
		return factsSection.show(GitFacts.of(state, fresh, clock.instant()));
	}

	/** Nothing but words. */
	private boolean plain(String said, boolean retry) {
		boolean changed = Fields.say(words, said);
		changed |= facts.clear();
		Fields.show(again, false);
		top.show(GitFacts.Offers.NONE, retry);
		room(false);
		return changed;
	}

	private void write(GitFacts shown) {
		Fields.say(words, shown.notice().isEmpty() ? null : shown.notice());
		words.setForeground(shown.tree() ? Palette.of(pane).warning() : Palette.of(pane).dim());
		facts.show(shown);
		Fields.show(again, shown.offers().again());
		top.show(shown.offers(), true);
		room(shown.tree());
	}

	private void room(boolean wanted) {
		Fields.show(filesHint, wanted && rows.isEmpty());
		Fields.show(tree.control(), wanted && !rows.isEmpty());
		Fields.show(commit.control(), wanted && !rows.isEmpty());
	}

	private void write(Listed listed) {
		rows = listed.rows();
		filesHint.setText(listed.known() ? Messages.files_none : "");
		tree.show(rows, present()::checked);
		((GridData) tree.control().getLayoutData()).heightHint = tree.height();
		GitFacts shown = factsSection.shown();
		room(shown != null && shown.tree());
		commit.files(present().paths(rows).size());
	}

	/** Of the session in front. */
	private Checks present() {
		GitWatch now = following;
		return now == null ? new Checks() : checks.computeIfAbsent(now.session(), session -> new Checks());
	}

	private void checked(FileRow row, boolean wanted) {
		present().choose(row, wanted);
		commit.files(present().paths(rows).size());
	}

	// --- what happens ---

	/** The agent did something: it may have touched a file. */
	public void worked() {
		GitWatch present = following;
		if (present != null) {
			present.touched();
		}
	}

	/** The window is looked at again. */
	public void lookedAt() {
		GitWatch present = following;
		if (present != null) {
			present.hint();
		}
	}

	/** There is somebody to ask again. */
	public void again() {
		GitWatch present = following;
		if (present != null && isSeen()) {
			present.pull();
		}
		commit.again();
	}

	/** No session is shown. */
	public void nothing() {
		commit.keepNow();
		end();
	}

	private void end() {
		GitWatch before = following;
		following = null;
		if (before != null) {
			before.close();
		}
		diff.close();
	}

	private void close() {
		commit.keepNow();
		end();
	}

	public void paint(Palette palette) {
		for (Control each : new Control[] { pane, words, again, filesHint }) {
			each.setBackground(palette.surface());
		}
		filesHint.setForeground(palette.dim());
		top.paint(palette);
		doing.recolor();
		facts.paint(palette);
		tree.recolor(palette);
		commit.paint(palette);
		factsSection.forget();
	}

	// --- what the person does ---

	private void open(@Nullable FileRow row) {
		GitWatch present = following;
		if (present == null) {
			return;
		}
		diff.open(present.session(), row == null ? null : row.file());
	}

	private void follow() {
		List<FileRow> selected = tree.selection();
		if (selected.size() == 1) {
			diff.follow(selected.getFirst().file());
		}
	}

	private void commit(String message) {
		GitWatch present = following;
		Checks mine = present();
		List<String> paths = mine.paths(rows);
		if (present != null && !paths.isEmpty()) {
			commit.keepNow();
			doing.commit(present, message, paths, () -> {
				mine.committed(paths);
				commit.committed(message);
			});
		}
	}

	private void onPaths(GitDoing.PathCall call, List<FileRow> selected) {
		GitWatch present = following;
		if (present != null) {
			doing.onPaths(present, call, selected.stream().map(FileRow::path).toList());
		}
	}

	private void onWorktree(GitDoing.WorktreeCall call) {
		GitWatch present = following;
		if (present != null) {
			doing.onWorktree(present, call);
		}
	}

	private void busy(boolean now) {
		again.setEnabled(!now);
		top.busy(now);
		commit.busy(now);
	}

	private final class FileActions implements FileMenu.Actions {
		@Override
		public void open(FileRow row) {
			GitPane.this.open(row);
		}

		@Override
		public void stage(List<FileRow> selected) {
			onPaths(Git::stage, selected);
		}

		@Override
		public void unstage(List<FileRow> selected) {
			onPaths(Git::unstage, selected);
		}

		@Override
		public void discard(List<FileRow> selected) {
			onPaths(Git::discard, selected);
		}

		@Override
		public void copy(String text) {
			surroundings.copy(text);
		}
	}

	private final class TopActions implements GitTop.Actions {
		@Override
		public void refresh() {
			GitWatch present = following;
			if (present != null) {
				present.refresh();
			}
		}

		@Override
		public void all() {
			GitPane.this.open(null);
		}

		@Override
		public void createWorktree() {
			onWorktree(Git::createWorktree);
		}

		@Override
		public void merge() {
			onWorktree(Git::mergeWorktree);
		}

		@Override
		public void revert() {
			onWorktree(Git::revertWorktree);
		}

		@Override
		public void remove() {
			onWorktree(Git::removeWorktree);
		}
	}
}
