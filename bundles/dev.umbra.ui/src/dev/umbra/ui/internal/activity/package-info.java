/**
 * The Activity part: the feed of one agent, card by card. {@link dev.umbra.ui.internal.activity.FeedRow} decides what a card
 * says and is tested without a window; the rest are widgets, on the SWT thread. Start at
 * {@link dev.umbra.ui.internal.activity.ActivityPart}.
 */
@NullMarked
package dev.umbra.ui.internal.activity;

import org.jspecify.annotations.NullMarked;
