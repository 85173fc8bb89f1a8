/** What a user writes: one line for the library and all that it brings. */
module org.example.consumer {
    requires org.scalinglaws.fit;
}
