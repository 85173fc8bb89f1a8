/**
 * JSON by RFC 8259: values, and a reader that takes a long file value by value.
 *
 * <p>{@code JsonValue value = JsonReader.parse("{\"loss\": 3.2}");}
 */
@NullMarked
package org.scalinglaws.json;

import org.jspecify.annotations.NullMarked;
