package dev.umbra.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.eclipse.emf.common.command.BasicCommandStack;
import org.eclipse.emf.common.notify.Notification;
import org.eclipse.emf.common.notify.impl.AdapterImpl;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.jspecify.annotations.Nullable;

/**
 * Every change of an object's fields as a step that can be undone and redone, whoever makes it: data binding sets the fields directly,
 * and this listens. Letters of a word are one step, what happens {@link #together} another.
 */
final class Steps {
	private final EObject edited;
	private final Runnable told;
	private final BasicCommandStack stack = new BasicCommandStack();
	private final Map<EStructuralFeature, Object> known = new HashMap<>();
	private @Nullable List<Change> together;
	private boolean replaying;
	/** Nothing joins the last step any more. */
	private boolean sealed = true;

	/** @param told after each change, undone and redone ones too */
	Steps(EObject edited, Runnable told) {
		this.edited = edited;
		this.told = told;
		edited.eClass().getEAllStructuralFeatures().forEach(field -> known.put(field, now(field)));
		edited.eAdapters().add(new AdapterImpl() {
			@Override
			public void notifyChanged(Notification notification) {
				if (!notification.isTouch() && notification.getFeature() instanceof EStructuralFeature field) {
					changed(field);
				}
			}
		});
	}

	private Object now(EStructuralFeature field) {
		Object value = Objects.requireNonNull(edited.eGet(field), field.getName());
		return field.isMany() ? Lines.list(value) : value;
	}

	private void changed(EStructuralFeature field) {
		Object after = now(field);
		Object before = Objects.requireNonNull(known.put(field, after));
		if (before.equals(after) || replaying) {
			return;
		}
		Change change = Change.between(field, before, after);
		if (together != null) {
			together.add(change);
			return;
		}
		if (sealed || !(stack.getMostRecentCommand() instanceof Step last) || !last.joins(change)) {
			stack.execute(new Step(edited, List.of(change)));
		}
		sealed = false;
		told.run();
	}

	/** What the work changes is one step. */
	void together(Runnable work) {
		List<Change> changes = new ArrayList<>();
		together = changes;
		try {
			work.run();
		} finally {
			together = null;
		}
		if (!changes.isEmpty()) {
			stack.execute(new Step(edited, changes));
			sealed = true;
			told.run();
		}
	}

	/** What the work changes cannot be undone, and nothing before it. */
	void anew(Runnable work) {
		replaying = true;
		try {
			work.run();
		} finally {
			replaying = false;
		}
		stack.flush();
		sealed = true;
		told.run();
	}

	/** The next change is a step of its own. */
	void seal() {
		sealed = true;
	}

	boolean canUndo() {
		return stack.canUndo();
	}

	boolean canRedo() {
		return stack.canRedo();
	}

	Optional<Place> undo() {
		if (!(stack.canUndo() && stack.getUndoCommand() instanceof Step step)) {
			return Optional.empty();
		}
		replay(stack::undo);
		return Optional.of(step.undone());
	}

	Optional<Place> redo() {
		if (!(stack.canRedo() && stack.getRedoCommand() instanceof Step step)) {
			return Optional.empty();
		}
		replay(stack::redo);
		return Optional.of(step.redone());
	}

	private void replay(Runnable work) {
		replaying = true;
		try {
			work.run();
		} finally {
			replaying = false;
		}
		sealed = true;
		told.run();
	}
}
