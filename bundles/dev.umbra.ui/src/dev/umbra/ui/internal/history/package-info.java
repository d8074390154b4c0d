/**
 * The History part: all sessions there ever were, to be looked through, searched, reopened, exported, deleted. What a row says
 * ({@link dev.umbra.ui.internal.history.PastRow}), what the filters mean ({@link dev.umbra.ui.internal.history.PastFilters})
 * and how an export is written ({@link dev.umbra.ui.internal.history.Exporting}) is tested without a window; the rest are
 * widgets, on the SWT thread. Start at {@link dev.umbra.ui.internal.history.HistoryPart}.
 */
@NullMarked
package dev.umbra.ui.internal.history;

import org.jspecify.annotations.NullMarked;
