/**
 * Put into an installed IDE by a test: it opens views and files there as a person does, and writes down what the window
 * shows. It is in nothing that is delivered. Start at {@link dev.umbra.probe.Probe}.
 */
@NullMarked
package dev.umbra.probe;

import org.jspecify.annotations.NullMarked;
