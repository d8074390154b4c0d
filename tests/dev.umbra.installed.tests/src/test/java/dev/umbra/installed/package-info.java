/** The plug-in as people get it: installed into an IDE from the update site, and started as they start it. */
package dev.umbra.installed;
