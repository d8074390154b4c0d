package dev.umbra.catalog;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.emf.common.command.AbstractCommand;
import org.eclipse.emf.ecore.EObject;

import dev.umbra.catalog.Change.TextChange;

/** What one undo takes back: changes of one object that had happened when this was put on the stack. */
final class Step extends AbstractCommand {
	private final EObject edited;
	private final List<Change> changes;

	Step(EObject edited, List<Change> changes) {
		this.edited = edited;
		this.changes = new ArrayList<>(changes);
	}

	/** Takes the change in if it only goes on with this step. */
	boolean joins(Change next) {
		if (changes.size() == 1 && changes.getFirst() instanceof TextChange typed && typed.isGoneOnBy(next)) {
			changes.set(0, typed.goneOn((TextChange) next));
			return true;
		}
		return false;
	}

	@Override
	protected boolean prepare() {
		return true;
	}

	/** Nothing: it has happened. */
	@Override
	public void execute() {
	}

	@Override
	public void undo() {
		changes.reversed().forEach(change -> change.inverse().apply(edited));
	}

	@Override
	public void redo() {
		changes.forEach(change -> change.apply(edited));
	}

	/** Where a person sees what {@link #undo} did. */
	Place undone() {
		Change first = changes.getFirst().inverse();
		return new Place(first.field().getName(), first.end());
	}

	/** Where a person sees what {@link #redo} did. */
	Place redone() {
		Change last = changes.getLast();
		return new Place(last.field().getName(), last.end());
	}
}
