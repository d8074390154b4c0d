package dev.umbra.catalog;

import java.util.List;
import java.util.Map;

import org.eclipse.emf.ecore.EObject;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.catalog.FieldProblem;

/** What one kind of record is as a document. The fields are named as in the record. @param <R> the record of {@code core} */
sealed interface Kind<R> permits PersonaKind, TeamKind, AgentKind {
	/** With empty fields. */
	EObject fresh();

	/** @param record null: all fields empty, in the same order */
	Map<String, Object> values(@Nullable R record);

	/** As far as it goes without being wrong; empty if nothing is. The rules are those of {@code core}. */
	List<FieldProblem> problems(@Nullable R like, Map<String, Object> values);

	/**
	 * The record that these values make, in the form in which the host keeps it.
	 *
	 * @param like where what is not edited is taken from; null for a new one
	 */
	R record(@Nullable R like, Map<String, Object> values);
}
