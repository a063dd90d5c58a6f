namespace WriteOff.Web.Demo;

/// <summary>Made-up patients: first and last names from all over, put together by chance. Latin-1, as remittances are.</summary>
internal static class DemoNames
{
    public static IReadOnlyList<string> First { get; } = Split(
        """
        Aaliyah Abel Adaeze Adrián Aiko Aisha Alba Alejandro Alma Amadou Amina Ana Anders Andrea Anika Anton Arjun Asha Astrid Aurelio
        Beatriz Benedikt Bianca Björn Bridget Camila Carlos Carmen Cedric Chidi Chiara Chloé Clara Conor Cyrus Dalia Daniel Daria Darnell David
        Deepa Delphine Derek Diego Dilan Dolores Dragan Eduardo Elena Eleni Elias Elif Elsa Emeka Emil Emma Enrique Erik Esperanza Esther
        Ezra Fatima Felix Fiona Florence Francisco Freya Gabriel Gemma Georgios Gloria Grace Guadalupe Gunnar Hana Hannah Harpreet Hassan Hector Helga
        Henrik Hiroshi Ibrahim Ida Ignacio Imani Ingrid Irina Isaac Isabel Ivan Jamal Jana Javier Jelena Jerome Jin Joaquín Johanna José
        Joy Juan Julia Kai Kamala Karim Katarina Kazuo Keisha Kemal Kenji Khadija Lars Latoya Leila Leon Liam Lina Linh Lorenzo
        Lourdes Lucas Lupe Magnus Malik Manuel Margit Maria Mateo Maya Mehmet Mercedes Michael Miguel Mina Mohammed Nadia Naomi Nia Nikolai
        Nils Noor Nora Obinna Olga Olivia Omar Oscar Paloma Paolo Patrice Pedro Petra Pia Quang Quinn Rachel Rafael Rahul Ramona
        Renée Ricardo Rosa Ruth Sadie Samir Santiago Sara Sven Siobhán Sofia Soledad Stella Tadeusz Tamika Tariq Thandi Theo Thu Tomás
        """);

    public static IReadOnlyList<string> Last { get; } = Split(
        """
        Abara Abbott Adeyemi Aguilar Ahmadi Akande Albrecht Almeida Andersson Aoki Arroyo Asante Bakker Bale Banerjee Barros Bauer Becker Bello Benitez
        Berg Bernard Bianchi Blackwood Blum Bondarenko Borja Boyd Brandt Brennan Bui Byrne Caballero Calloway Campos Carrasco Castillo Chandra Chaudhry Chen
        Cho Cisneros Coleman Conti Cortez Craig Dang Danso Delgado Demir Diallo Dimitrov Domingo Dubois Duarte Dvorak Ebert Edwards Eklund Engel
        Eriksen Escobar Esposito Falk Farah Ferreira Fischer Flores Fofana Fonseca Franco Fuentes Fujita Gallagher García Garza Gill Gonzales Greene Grieg
        Guerra Gupta Haas Hansen Haque Hayashi Hernández Herrera Hoang Holm Horvat Huang Hughes Hussein Ibáñez Iglesias Ito Jackson Jansen Jensen
        Jiménez Johansen Joshi Juárez Kamau Kang Kaplan Kaur Keita Khan Kim Klein Koch Kovacs Krishnan Lam Larsen Lee Lehmann Lindholm
        Lopez Lozano Luna Mahmoud Maldonado Mbeki Medina Mehta Meyer Mills Moreau Morales Müller Murphy Nakamura Navarro Nguyen Nielsen Novak Nuñez
        Obi Ochoa Okafor Olsen Ortega Osei Owens Pacheco Park Patel Peña Pereira Petrov Pham Popescu Quintero Rahman Ramírez Rao Reyes
        Rinaldi Rivera Robles Rossi Ruiz Saito Salazar Santos Sato Schmidt Sharma Silva Singh Solberg Sorensen Suarez Tanaka Torres Tran Vargas
        """);

    private static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
