package dev.umbra.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.catalog.FieldProblem;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.catalog.Team;

/**
 * One persona, team or agent's definition while a person edits it. All of it belongs to one thread.
 *
 * <p>There are up to three states of the record: the <i>base</i>, what the host had when the edit began; <i>mine</i>, what stands in the
 * fields; and <i>theirs</i>, what the host has by now if that is another than the base and something here is not saved. The document is
 * dirty while mine and base differ, so undoing or typing back to what is saved makes it clean again. While there is a theirs, the
 * person decides ({@link #keepMine}, {@link #takeTheirs}); either can be undone, and nothing typed is lost.
 *
 * @param <R> the record of {@code core}
 */
public final class Document<R> {
	private final Kind<R> kind;
	private final EObject edited;
	private final Steps steps;
	private final List<Runnable> listeners = new ArrayList<>();
	private @Nullable R record;
	private Map<String, Object> base;
	private @Nullable R foreign;

	private Document(Kind<R> kind) {
		this.kind = kind;
		base = kind.values(null);
		edited = kind.fresh();
		steps = new Steps(edited, this::tell);
	}

	/** An empty one of a new persona. */
	public static Document<Persona> persona() {
		return new Document<>(new PersonaKind());
	}

	/** An empty one of a new team. */
	public static Document<Team> team() {
		return new Document<>(new TeamKind());
	}

	/** An empty one, to be filled with an agent's definition. */
	public static Document<AgentDefinition> agent() {
		return new Document<>(new AgentKind());
	}

	/** What the fields are bound to. Who sets its features by whatever way makes steps. */
	public EObject edited() {
		return edited;
	}

	/** @throws IllegalArgumentException if there is no such field */
	public EStructuralFeature field(String name) {
		EStructuralFeature field = edited.eClass().getEStructuralFeature(name);
		if (field == null) {
			throw new IllegalArgumentException("no field " + name + " in " + edited.eClass().getName());
		}
		return field;
	}

	/** Told after each change of anything here. */
	public void onChange(Runnable listener) {
		listeners.add(listener);
	}

	private void tell() {
		List.copyOf(listeners).forEach(Runnable::run);
	}

	private Map<String, Object> mine() {
		Map<String, Object> mine = new LinkedHashMap<>();
		base.keySet().forEach(name -> {
			Object value = edited.eGet(field(name));
			mine.put(name, field(name).isMany() ? Lines.list(value) : value);
		});
		return mine;
	}

	private void put(Map<String, Object> values) {
		Map<String, Object> mine = mine();
		values.forEach((name, value) -> {
			if (!value.equals(mine.get(name))) {
				edited.eSet(field(name), value);
			}
		});
	}

	/** Of a field that is one text, as it stands here now. */
	public String text(String field) {
		return (String) Objects.requireNonNull(edited.eGet(field(field)));
	}

	/** Of a field that is a list, as it stands here now. */
	public List<String> list(String field) {
		return Lines.list(Objects.requireNonNull(edited.eGet(field(field))));
	}

	/** Puts a text or a list of texts into a field, as a step of its own. */
	public void set(String field, Object value) {
		steps.together(() -> put(Map.of(field, value)));
	}

	/** What stands here now, for whoever saves or keeps it; any thread may have it. */
	public Draft draft() {
		return new Draft(base, mine());
	}

	/** Whether something here is not saved. */
	public boolean isDirty() {
		return !mine().equals(base);
	}

	/** What is wrong, in words per field; the same rules as in the host. */
	public List<FieldProblem> problems() {
		return kind.problems(record, mine());
	}

	/** The record that stands here now. Only without {@link #problems}. */
	public R toRecord() {
		return kind.record(record, mine());
	}

	/** What is known of the host's record, or null for a new one. */
	public @Nullable R base() {
		return record;
	}

	public boolean canUndo() {
		return steps.canUndo();
	}

	public boolean canRedo() {
		return steps.canRedo();
	}

	/** @return where it is seen; empty if there is nothing to undo */
	public Optional<Place> undo() {
		return steps.undo();
	}

	/** @return where it is seen; empty if there is nothing to redo */
	public Optional<Place> redo() {
		return steps.redo();
	}

	/** The next change is a step of its own: the field was left. */
	public void seal() {
		steps.seal();
	}

	/**
	 * The host has this now. Something new appears in place where nothing is unsaved, as a step that can be undone; where something
	 * is, it becomes {@link #isConflict theirs}.
	 */
	public void seen(R now) {
		Map<String, Object> values = kind.values(now);
		Map<String, Object> mine = mine();
		boolean first = record == null && !isDirty();
		if (values.equals(base) || values.equals(mine)) {
			based(now, values);
		} else if (mine.equals(base)) {
			based(now, values);
			if (first) {
				steps.anew(() -> put(values));
			} else {
				steps.together(() -> put(values));
			}
		} else {
			foreign = now;
		}
		tell();
	}

	private void based(R now, Map<String, Object> values) {
		record = now;
		base = values;
		foreign = null;
	}

	/**
	 * Goes on with what was not saved when another window ended. {@link #seen} follows, and finds out whether the record changed
	 * meanwhile.
	 *
	 * @throws IllegalArgumentException if it is no draft of this kind
	 */
	public void resume(Draft draft) {
		if (!draft.base().keySet().equals(base.keySet())) {
			throw new IllegalArgumentException("fields of another kind: " + draft.base().keySet());
		}
		base = draft.base();
		steps.anew(() -> put(draft.mine()));
	}

	/** The host has kept this. What was typed since is not saved yet. */
	public void saved(Draft sent) {
		R kept = kind.record(record, sent.mine());
		Map<String, Object> values = kind.values(kept);
		boolean unchanged = mine().equals(sent.mine());
		based(kept, values);
		steps.seal();
		if (unchanged) {
			steps.together(() -> put(values));
		}
		tell();
	}

	/** The host has no such record any more: what stands here is a new one. */
	public void orphaned() {
		record = null;
		foreign = null;
		base = kind.values(null);
		tell();
	}

	/** Whether the record was changed elsewhere while something here is not saved: the person decides. */
	public boolean isConflict() {
		return foreign != null;
	}

	/** The fields in which mine and theirs differ; empty without a conflict. */
	public List<Difference> differences() {
		R theirs = foreign;
		if (theirs == null) {
			return List.of();
		}
		Map<String, Object> values = kind.values(theirs);
		Map<String, Object> mine = mine();
		return values.keySet().stream().filter(name -> !values.get(name).equals(mine.get(name)))
				.map(name -> new Difference(name, shown(mine.get(name)), shown(values.get(name)))).toList();
	}

	private static String shown(@Nullable Object value) {
		return value instanceof String text ? text : Lines.text(Lines.list(Objects.requireNonNull(value)));
	}

	/** What I changed stays mine, the other fields become theirs; saving replaces theirs then. */
	public void keepMine() {
		R theirs = foreign;
		if (theirs == null) {
			return;
		}
		Map<String, Object> values = kind.values(theirs);
		Map<String, Object> untouched = new LinkedHashMap<>(values);
		Draft draft = draft();
		untouched.keySet().removeIf(draft::isChanged);
		based(theirs, values);
		steps.together(() -> put(untouched));
		tell();
	}

	/** Everything becomes theirs; undoing brings mine back. */
	public void takeTheirs() {
		R theirs = foreign;
		if (theirs == null) {
			return;
		}
		Map<String, Object> values = kind.values(theirs);
		based(theirs, values);
		steps.together(() -> put(values));
		tell();
	}

	/** Everything becomes what is saved; undoing brings mine back. */
	public void revert() {
		Map<String, Object> values = base;
		steps.together(() -> put(values));
	}
}
