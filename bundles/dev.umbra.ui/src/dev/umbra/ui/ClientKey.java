package dev.umbra.ui;

/**
 * The name under which the host keeps what this window shows, and that others read as who prompted or answered; an OSGi
 * service. Without one, the window is the product's: {@link #PRODUCT}. Any thread.
 */
public interface ClientKey {
	String PRODUCT = "product";

	/** For example {@code ide:/home/ada/workspace}; the same from start to end of the window. */
	String value();
}
